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
), cells AS (
  SELECT
    identity,
    CASE WHEN score IS NULL THEN NULL ELSE (CASE WHEN score < 0.0 THEN -1 WHEN score > 100.0 THEN 100 WHEN score = 100.0 THEN 99 ELSE CAST(floor(score * 1.0) AS INTEGER) END + 1) * 100000 + CASE WHEN score >= 0.0 THEN 1 ELSE 0 END + CASE WHEN score > 0.0 THEN 1 ELSE 0 END + CASE WHEN score >= 100.0 THEN 1 ELSE 0 END + CASE WHEN score > 100.0 THEN 1 ELSE 0 END END AS scoreKey,
    CASE WHEN probability IS NULL THEN NULL ELSE (CASE WHEN probability < 0.0 THEN -1 WHEN probability > 1.0 THEN 100 WHEN probability = 1.0 THEN 99 ELSE CAST(floor(probability * 100.0) AS INTEGER) END + 1) * 100000 + CASE WHEN probability >= 0.25 THEN 1 ELSE 0 END + CASE WHEN probability > 0.25 THEN 1 ELSE 0 END END AS probabilityKey,
    CASE WHEN percentileScore IS NULL THEN NULL ELSE (CASE WHEN percentileScore < 0.0 THEN -1 WHEN percentileScore > 100.0 THEN 100 WHEN percentileScore = 100.0 THEN 99 ELSE CAST(floor(percentileScore * 1.0) AS INTEGER) END + 1) * 100000 END AS percentileScoreKey,
    modelType,
    substring(scoreDate, 1, 10) AS scoreDate,
    CASE WHEN size(influentialFactors) > 0 THEN 1 ELSE 0 END AS hasFactors
  FROM scores
), counted AS (
  SELECT grouping_id(identity, scoreKey, probabilityKey, percentileScoreKey, modelType, scoreDate, hasFactors) AS part, identity,
    coalesce(scoreKey, probabilityKey, percentileScoreKey, hasFactors) AS number,
    coalesce(substring(modelType, 1, 100), scoreDate) AS text,
    count(*) AS found
  FROM cells
  GROUP BY GROUPING SETS ((identity), (scoreKey), (probabilityKey), (percentileScoreKey), (modelType), (scoreDate), (hasFactors))
), summed AS (
  SELECT part, number, text, sum(found) AS found, count(identity) AS identities,
    sum(CASE WHEN identity IS NULL THEN found ELSE 0 END) AS unnamed,
    sum(CASE WHEN identity IS NOT NULL AND found > 1 THEN 1 ELSE 0 END) AS repeated
  FROM counted
  GROUP BY part, number, text
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY part ORDER BY found DESC) AS place FROM summed
)
SELECT part, number, text, found, identities, unnamed, repeated FROM ranked WHERE place <= 5000;
