WITH earlier AS (
  SELECT identity, max(CASE WHEN score >= 33 THEN 1 ELSE 0 END + CASE WHEN score >= 67 THEN 1 ELSE 0 END) AS bucket
  FROM (SELECT
    CAST(identityMap['ECID'][0].id AS STRING) AS identity,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.score AS DOUBLE), CAST('NaN' AS DOUBLE)) AS score,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.probability AS DOUBLE), CAST('NaN' AS DOUBLE)) AS probability,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.percentileScore AS DOUBLE), CAST('NaN' AS DOUBLE)) AS percentileScore,
    CAST(_luma.CustomerAI.AccountUpgrade.modelType AS STRING) AS modelType,
    CAST(_luma.CustomerAI.AccountUpgrade.scoreDate AS STRING) AS scoreDate,
    _luma.CustomerAI.AccountUpgrade.influentialFactors AS influentialFactors
  FROM luma_scores
  WHERE timestamp >= '2026-11-13 00:00:00' AND timestamp < '2026-11-14 00:00:00') AS scores
  WHERE identity IS NOT NULL AND score IS NOT NULL
  GROUP BY identity
), later AS (
  SELECT identity, max(CASE WHEN score >= 33 THEN 1 ELSE 0 END + CASE WHEN score >= 67 THEN 1 ELSE 0 END) AS bucket
  FROM (SELECT
    CAST(identityMap['ECID'][0].id AS STRING) AS identity,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.score AS DOUBLE), CAST('NaN' AS DOUBLE)) AS score,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.probability AS DOUBLE), CAST('NaN' AS DOUBLE)) AS probability,
    nullif(CAST(_luma.CustomerAI.AccountUpgrade.percentileScore AS DOUBLE), CAST('NaN' AS DOUBLE)) AS percentileScore,
    CAST(_luma.CustomerAI.AccountUpgrade.modelType AS STRING) AS modelType,
    CAST(_luma.CustomerAI.AccountUpgrade.scoreDate AS STRING) AS scoreDate,
    _luma.CustomerAI.AccountUpgrade.influentialFactors AS influentialFactors
  FROM luma_scores
  WHERE timestamp >= '2026-11-20 00:00:00' AND timestamp < '2026-11-21 00:00:00') AS scores
  WHERE identity IS NOT NULL AND score IS NOT NULL
  GROUP BY identity
)
SELECT earlier.bucket AS origin, later.bucket AS destination, count(*) AS people
FROM earlier FULL OUTER JOIN later ON earlier.identity = later.identity
GROUP BY earlier.bucket, later.bucket;
