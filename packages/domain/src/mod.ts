export { absenceTimedOut, connectingTimedOut, partyAbsent, partyReturned } from './absence.ts';
export { type Alarm, expertAlarm, expertDue, sessionAlarm, sessionDue } from './alarms.ts';
export { assumedHandleMs, expectedWait } from './estimate.ts';
export { newExpert } from './expert.ts';
export { dayFigures, type ExpertDayFacts } from './figures.ts';
export { acceptOffer, declineOffer, missOffer, offerSession, refusalMs, withdrawOffer } from './offering.ts';
export { isQueued, type Queued, queuePositions } from './queue.ts';
export { cancelSession, requestSession } from './requesting.ts';
export { type Choice, canServe, decide, offerReasons, type RoutingInput } from './routing.ts';
export * from './state.ts';
export { endSession, holdSession, partyReady, say } from './talking.ts';
export {
  completeWrapUp,
  expertAbsenceTimedOut,
  expertAbsent,
  expertArrives,
  expertGraceMs,
  expertReturned,
  setExpertState,
} from './working.ts';
