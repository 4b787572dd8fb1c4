// What is answered to a call for help: numbers to be tapped, since nobody reads the chat at once.
import type { Message } from '@tenohira/feature-kit';
import { engineTexts } from './engine-texts.ts';

type Number = { label: string; uri: `tel:${string}` };

const AMBULANCE: Number = { label: '119番（消防・救急）', uri: 'tel:119' };
const POLICE: Number = { label: '110番（警察）', uri: 'tel:110' };
/** よりそいホットライン, day and night, free of charge: https://www.since2011.net/yorisoi/ */
const LISTENERS: Number = { label: 'よりそいホットライン', uri: 'tel:0120279338' };

export const emergencyMessage = helpMessage(engineTexts.emergencyTitle, engineTexts.emergencyLead, [AMBULANCE, POLICE]);
export const distressMessage = helpMessage(engineTexts.distressTitle, engineTexts.distressLead, [LISTENERS, AMBULANCE]);

function helpMessage(title: string, lead: string, numbers: readonly Number[]): Message {
  return {
    type: 'flex',
    altText: `${title}。${lead}`,
    contents: {
      type: 'bubble',
      body: {
        type: 'box',
        layout: 'vertical',
        spacing: 'md',
        contents: [
          { type: 'text', text: title, weight: 'bold', size: 'lg', wrap: true },
          { type: 'text', text: lead, wrap: true },
          ...numbers.map(({ label, uri }) => ({
            type: 'button' as const,
            style: 'primary' as const,
            color: '#B3261E',
            adjustMode: 'shrink-to-fit' as const,
            action: { type: 'uri' as const, label, uri },
          })),
        ],
      },
    },
  };
}
