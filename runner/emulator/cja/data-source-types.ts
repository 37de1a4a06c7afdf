/** The eleven data source types of the connection editor (facts §4.2). */
export const DATA_SOURCE_TYPES: readonly { id: string; type: string }[] = [
  { id: 'webData', type: 'Web data' },
  { id: 'mobileAppData', type: 'Mobile app data' },
  { id: 'posData', type: 'POS data' },
  { id: 'crmData', type: 'CRM data' },
  { id: 'surveyData', type: 'Survey data' },
  { id: 'productData', type: 'Product data' },
  { id: 'callCenterData', type: 'Call center data' },
  { id: 'accountsData', type: 'Accounts data' },
  { id: 'transactionData', type: 'Transaction data' },
  { id: 'customerFeedbackData', type: 'Customer feedback data' },
  { id: 'other', type: 'Other' },
];
