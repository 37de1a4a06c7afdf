/**
 * Results as text, JSON and Markdown. Pure: strings from plain data, nothing computed that the data does not hold, no
 * terminal, no clock, no environment; a `Style` that is given decides on width and colour. Every text that comes from
 * YAML or Adobe passes `plain-text.ts` (and `markdown-text.ts`) before it stands in an output.
 */
export { renderApply, renderApplyJson } from './apply-text.ts';
export { listText } from './count-text.ts';
export { renderDiagnosticsJson } from './diagnostics-json.ts';
export { renderDiagnostics } from './diagnostics-text.ts';
export { renderDoctor, renderDoctorJson } from './doctor-text.ts';
export { type DriftReport, renderDrift, renderDriftJson } from './drift-text.ts';
export {
  renderExplanationIndex,
  renderExplanationIndexJson,
  renderExplanations,
  renderExplanationsJson,
} from './explanation-text.ts';
export { renderFailure } from './failure-text.ts';
export { commentMarker, findMarked, type MarkedThing } from './forge/comment-marker.ts';
export { type DriftIssueRequest, renderDriftIssue } from './forge/drift-issue.ts';
export {
  type HandoffIssueRequest,
  renderHandoffClosed,
  renderHandoffIssue,
  renderHandoffReminder,
} from './forge/handoff-issue.ts';
export type { HandoffIssues } from './forge/handoffs-blocks.ts';
export {
  ALL_ENVIRONMENTS,
  type InvalidCommentRequest,
  renderInvalidComment,
} from './forge/invalid-comment.ts';
export type { IssueText } from './forge/issue-title.ts';
export { decodeManifest, encodeManifest } from './forge/manifest-block.ts';
export { type PlanCommentRequest, renderPlanComment } from './forge/plan-comment.ts';
export { renderPlanMarkdown } from './forge/plan-markdown.ts';
export { type ResultCommentRequest, renderResultComment } from './forge/result-comment.ts';
export { renderUnreviewedIssue, type UnreviewedIssueRequest } from './forge/unreviewed-issue.ts';
export {
  type FormatReport,
  type FormattedFile,
  renderFormatJson,
  renderFormatList,
  renderFormatSummary,
  renderLeftAsWritten,
} from './format-text.ts';
export { renderGraph, renderGraphJson } from './graph-mermaid.ts';
export { renderHandoffJson } from './handoff-json.ts';
export { renderHandoffList } from './handoff-list-text.ts';
export { renderHandoffMarkdown } from './handoff-markdown.ts';
export { renderHandoff } from './handoff-text.ts';
export { type History, renderHistory, renderHistoryJson } from './history-text.ts';
export { type ImportReport, renderImport, renderImportJson, renderImportNotes } from './import-text.ts';
export { renderInputs, renderInputsJson } from './inputs-text.ts';
export { renderUnlock, renderUnlockJson } from './lock-text.ts';
export { renderPartial } from './partial-text.ts';
export { toPlain } from './plain-text.ts';
export { renderPlanJson } from './plan-json.ts';
export { type PlanTextOptions, renderPlan } from './plan-text.ts';
export { renderSarif, type SarifTool } from './sarif.ts';
export { renderScoreCheck, renderScoreCheckJson, renderScoreCheckMarkdown } from './score-check-text.ts';
export { renderScoreProfile, renderScoreProfileJson } from './score-profile-text.ts';
export { renderScorePull, renderScorePullJson } from './score-pull-text.ts';
export { renderScoreReports, renderScoreReportsJson } from './score-reports-text.ts';
export {
  renderStateMove,
  renderStateMoveJson,
  renderStateRebuild,
  renderStateRebuildJson,
} from './state-edit-text.ts';
export { renderState, renderStateJson, renderStateResource } from './state-text.ts';
export { createPaint, type Style } from './style.ts';
export { renderTransfer } from './transfer-text.ts';
export {
  renderValidateSummary,
  type ValidatedEnvironment,
  type ValidatedPipeline,
  type ValidateSummary,
} from './validate-summary-text.ts';
