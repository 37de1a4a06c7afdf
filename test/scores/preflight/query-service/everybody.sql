SELECT
  COUNT(*) AS row_count,
  COUNT(e.identityMap['ECID'][0].id) AS identified,
  UNIX_TIMESTAMP(MIN(e.timestamp)) AS first_second,
  UNIX_TIMESTAMP(MAX(e.timestamp)) AS last_second,
  COUNT(CASE WHEN NOT (e.commerce.order IS NULL) THEN 1 END) AS filled_1
FROM web_events AS e
WHERE e.timestamp > (SELECT MAX(e.timestamp) FROM web_events AS e) - INTERVAL '365' DAY;

SELECT
  COUNT(*) AS row_count,
  COUNT(e._luma.person) AS identified,
  UNIX_TIMESTAMP(MIN(e.timestamp)) AS first_second,
  UNIX_TIMESTAMP(MAX(e.timestamp)) AS last_second,
  COUNT(CASE WHEN NOT (e.commerce.order IS NULL) THEN 1 END) AS filled_1
FROM app_events AS e
WHERE e.timestamp > (SELECT MAX(e.timestamp) FROM app_events AS e) - INTERVAL '365' DAY;

WITH events AS (
  SELECT
    e.identityMap['ECID'][0].id AS person,
    e.timestamp AS event_at,
    CASE WHEN NOT (e.commerce.order IS NULL) THEN 1 ELSE 0 END AS goal_1,
    CASE WHEN TRUE THEN 1 ELSE 0 END AS eligible_1
  FROM web_events AS e
  UNION ALL
  SELECT
    e._luma.person AS person,
    e.timestamp AS event_at,
    CASE WHEN NOT (e.commerce.order IS NULL) THEN 1 ELSE 0 END AS goal_1,
    CASE WHEN TRUE THEN 1 ELSE 0 END AS eligible_1
  FROM app_events AS e
),
last_event AS (SELECT MAX(event_at) AS until_at FROM events),
persons AS (
  SELECT
    person,
    MAX(CASE WHEN event_at > until_at - INTERVAL '30' DAY THEN goal_1 ELSE 0 END) AS goal_1,
    MAX(CASE WHEN event_at > until_at - INTERVAL '75' DAY AND event_at <= until_at - INTERVAL '30' DAY THEN eligible_1 ELSE 0 END) AS eligible_1
  FROM events CROSS JOIN last_event
  WHERE person IS NOT NULL AND event_at > until_at - INTERVAL '75' DAY
  GROUP BY person
)
SELECT
  COALESCE(SUM(CASE WHEN (eligible_1 = 1) AND (goal_1 = 1) THEN 1 ELSE 0 END), 0) AS qualifying,
  COALESCE(SUM(CASE WHEN (eligible_1 = 1) AND NOT ((goal_1 = 1)) THEN 1 ELSE 0 END), 0) AS non_qualifying
FROM persons
