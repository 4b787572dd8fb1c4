export { errors as schedulingErrors } from './errors.ts';
export { type JobReport, runScheduledJob } from './run-scheduled-job.ts';
export { cancelJob, scheduleJob } from './scheduled-jobs.ts';
