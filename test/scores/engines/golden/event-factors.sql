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
), factors AS (
  SELECT substring(CAST(item.code AS STRING), 1, 200) AS code, substring(CAST(item.value AS STRING), 1, 200) AS value, substring(CAST(item.importance AS STRING), 1, 200) AS importance
  FROM (SELECT explode(influentialFactors) AS item FROM scores) AS items
)
SELECT code, value, importance, count(*) AS found FROM factors
GROUP BY code, value, importance
ORDER BY found DESC, code, value, importance
LIMIT 2000;
