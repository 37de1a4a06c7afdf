WITH scores AS (
  SELECT
    CAST(identityMap['ECID'][0].id AS STRING) AS identity,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.score AS DOUBLE), CAST('NaN' AS DOUBLE)) AS score,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.probability AS DOUBLE), CAST('NaN' AS DOUBLE)) AS probability,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.percentileScore AS DOUBLE), CAST('NaN' AS DOUBLE)) AS percentileScore,
    CAST(_luma.CustomerAI.AccountUpgrade.modelType AS STRING) AS modelType,
    CAST(_luma.CustomerAI.AccountUpgrade.scoreDate AS STRING) AS scoreDate,
    _luma.CustomerAI.AccountUpgrade.influentialFactors AS influentialFactors
  FROM luma_scores
  WHERE timestamp >= '2026-11-20 00:00:00' AND timestamp < '2026-11-21 00:00:00'
)
SELECT min(score) AS scoreMin, max(score) AS scoreMax, avg(score) AS scoreMean, min(probability) AS probabilityMin, max(probability) AS probabilityMax, avg(probability) AS probabilityMean, min(percentileScore) AS percentileScoreMin, max(percentileScore) AS percentileScoreMax, avg(percentileScore) AS percentileScoreMean FROM scores;
