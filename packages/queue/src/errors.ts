import { defineErrors } from '@tenohira/core';

export const errors = defineErrors('QUEUE', {
  UNAVAILABLE: {
    message: 'the queue did not answer in time',
    userMessage: 'ただいま処理が混み合っています。しばらくしてから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  PAYLOAD_INVALID: {
    message: 'the payload does not fit the schema of the queue',
    userMessage: '処理を受け付けられませんでした。お手数ですが、担当者へご連絡ください。',
  },
  JOB_ID_INVALID: {
    message: 'a job id is 1 to 200 letters, digits, ".", "_" or "-", and not only digits',
    userMessage: '処理を受け付けられませんでした。お手数ですが、担当者へご連絡ください。',
  },
  DEFINITION_INVALID: {
    message: 'the definition of the queue is not valid',
    userMessage: '設定に誤りがあります。担当者へご連絡ください。',
  },
  NOT_CONFIGURED: {
    message: 'neither redisUrl nor postgresUrl is given',
    userMessage: '設定に誤りがあります。担当者へご連絡ください。',
  },
  CLOSED: {
    message: 'the queues of this process are closed',
    userMessage: 'ただいま再起動しています。しばらくしてから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  INTERRUPTED: {
    message: 'the process is stopping and the job was told to stop',
    userMessage: 'ただいま再起動しています。しばらくしてから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
  LOCK_LOST: {
    message: 'the lock of the job could not be renewed: another worker may be running it',
    userMessage: 'ただいま処理が混み合っています。しばらくしてから、もう一度お試しください。',
    statusCode: 503,
    retry: 'later',
  },
});
