SELECT
  COUNT(*) AS row_count,
  COUNT(e.identityMap['ECID'][0].id) AS identified,
  UNIX_TIMESTAMP(MIN(e.timestamp)) AS first_second,
  UNIX_TIMESTAMP(MAX(e.timestamp)) AS last_second,
  COUNT(CASE WHEN e.commerce.order.priceTotal IS NOT NULL THEN 1 END) AS filled_1,
  COUNT(CASE WHEN COALESCE(exists(e.productListItems, item -> item.SKU IS NOT NULL), FALSE) THEN 1 END) AS filled_2,
  COUNT(CASE WHEN e.web.webPageDetails.name IS NOT NULL THEN 1 END) AS filled_3
FROM web_events AS e
WHERE e.timestamp > (SELECT MAX(e.timestamp) FROM web_events AS e) - INTERVAL '365' DAY;

SELECT
  COUNT(*) AS row_count,
  COUNT(e._luma.person) AS identified,
  UNIX_TIMESTAMP(MIN(e.timestamp)) AS first_second,
  UNIX_TIMESTAMP(MAX(e.timestamp)) AS last_second,
  COUNT(CASE WHEN e._luma.plan IS NOT NULL THEN 1 END) AS filled_1,
  COUNT(CASE WHEN e.commerce.order.priceTotal IS NOT NULL THEN 1 END) AS filled_2
FROM app_events AS e
WHERE e.timestamp > (SELECT MAX(e.timestamp) FROM app_events AS e) - INTERVAL '365' DAY;

WITH events AS (
  SELECT
    e.identityMap['ECID'][0].id AS person,
    e.timestamp AS event_at,
    CASE WHEN COALESCE(exists(e.productListItems, item -> COALESCE(item.SKU = 'A-1', FALSE)), FALSE) THEN 1 ELSE 0 END AS goal_1,
    CASE WHEN COALESCE(e.commerce.order.priceTotal > 99.5, FALSE) THEN 1 ELSE 0 END AS goal_2,
    CASE WHEN COALESCE(LEFT(e.web.webPageDetails.name, 4) = 'Café', FALSE) THEN 1 ELSE 0 END AS eligible_1,
    CASE WHEN FALSE THEN 1 ELSE 0 END AS exclude_1
  FROM web_events AS e
  UNION ALL
  SELECT
    e._luma.person AS person,
    e.timestamp AS event_at,
    CASE WHEN FALSE THEN 1 ELSE 0 END AS goal_1,
    CASE WHEN COALESCE(e.commerce.order.priceTotal > 99.5, FALSE) THEN 1 ELSE 0 END AS goal_2,
    CASE WHEN FALSE THEN 1 ELSE 0 END AS eligible_1,
    CASE WHEN COALESCE(e._luma.plan = 'trial', FALSE) THEN 1 ELSE 0 END AS exclude_1
  FROM app_events AS e
),
last_event AS (SELECT MAX(event_at) AS until_at FROM events),
persons AS (
  SELECT
    person,
    MAX(CASE WHEN event_at > until_at - INTERVAL '30' DAY THEN goal_1 ELSE 0 END) AS goal_1,
    MAX(CASE WHEN event_at > until_at - INTERVAL '30' DAY THEN goal_2 ELSE 0 END) AS goal_2,
    MAX(CASE WHEN event_at > until_at - INTERVAL '90' DAY AND event_at <= until_at - INTERVAL '30' DAY THEN eligible_1 ELSE 0 END) AS eligible_1,
    MAX(CASE WHEN event_at > until_at - INTERVAL '90' DAY AND event_at <= until_at - INTERVAL '30' DAY THEN exclude_1 ELSE 0 END) AS exclude_1
  FROM events CROSS JOIN last_event
  WHERE person IS NOT NULL AND event_at > until_at - INTERVAL '90' DAY
  GROUP BY person
)
SELECT
  COALESCE(SUM(CASE WHEN (eligible_1 = 1) AND NOT (exclude_1 = 1) AND NOT (goal_1 = 1 OR goal_2 = 1) THEN 1 ELSE 0 END), 0) AS qualifying,
  COALESCE(SUM(CASE WHEN (eligible_1 = 1) AND NOT (exclude_1 = 1) AND NOT (NOT (goal_1 = 1 OR goal_2 = 1)) THEN 1 ELSE 0 END), 0) AS non_qualifying
FROM persons
