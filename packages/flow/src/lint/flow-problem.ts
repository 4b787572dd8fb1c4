/** What is wrong with a flow or a feature, said to the staff who made it. */
export type FlowProblem = {
  /** An error keeps the flow from being published; a warning does not. */
  severity: 'error' | 'warning';
  /** Absent where the whole feature is meant. */
  flow?: string;
  block?: string;
  code: FlowProblemCode;
  message: string;
};

export type FlowProblemCode =
  | 'FLOW_SHAPE'
  | 'START_MISSING'
  | 'BLOCK_KIND_UNKNOWN'
  | 'CONFIG_INVALID'
  | 'EDGE_MISSING'
  | 'EDGE_TO_NOWHERE'
  | 'EDGE_UNKNOWN'
  | 'BLOCK_UNREACHABLE'
  | 'NO_WAY_OUT'
  | 'LOOP_WITHOUT_QUESTION'
  | 'LINE_LIMIT'
  | 'TOO_MANY_MESSAGES'
  | 'QUICK_REPLY_HIDDEN'
  | 'VARIABLE_UNKNOWN'
  | 'VARIABLE_MAYBE_UNSET'
  | 'FLOW_UNKNOWN'
  | 'FLOW_TWICE'
  | 'TOO_MANY_TAPS'
  | 'KEYWORD_RESERVED'
  | 'KEYWORD_TAKEN'
  | 'KEYWORD_EMPTY'
  | 'MENU_LABEL_LENGTH';
