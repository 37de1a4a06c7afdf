/**
 * Adobe's OpenAPI files, as `npm run contracts:fetch` gets them: from public repositories under the Apache License 2.0,
 * © Adobe, at one commit. The contracts are checked with these bytes and no others.
 */
export const CONTRACT_PINS = [
  {
    repository: 'AdobeDocs/cja-apis',
    commit: '8ccd408e658dc23c789a58a2688cf0e1cab5d74e',
    files: [
      {
        file: 'cja.json',
        path: 'static/swagger.json',
        sha256: 'f5bfe5581f6224446744cab8c5e8a6aa6470f7d30973c4f127a3c97c61915c6e',
      },
    ],
  },
  {
    repository: 'AdobeDocs/experience-platform-apis',
    commit: '16c60cd7a5617582fc21500f5ab3edf0e2ee308b',
    files: [
      {
        file: 'access-control.yaml',
        path: 'static/swagger-specs/access-control.yaml',
        sha256: 'd761289adf17b55eaf641ab595e50b01c48b5d783b0c60b4ffb0a10e660d7f2a',
      },
      {
        file: 'audit-query.yaml',
        path: 'static/swagger-specs/audit-query.yaml',
        sha256: '0a374cbcbbf312e2b1e483272ec3b2355301ab854d6d1c982ad6df3a7505c9af',
      },
      {
        file: 'batch-ingestion.yaml',
        path: 'static/swagger-specs/batch-ingestion.yaml',
        sha256: '2dc264bee6687fe1d62b5166a05816ba8c22d3d909d4d326d4b7c7a8fffdf011',
      },
      {
        file: 'catalog.yaml',
        path: 'static/swagger-specs/catalog.yaml',
        sha256: 'e8b3980c6dfb1db6ecf2b2bd314c092903feadd8fc133b4e2c35ad541a75dc3d',
      },
      {
        file: 'data-access.yaml',
        path: 'static/swagger-specs/data-access.yaml',
        sha256: '2136f9cc98fb733460a137dd5659954e578826f7758affe61d95e177b902723f',
      },
      {
        file: 'dataset-service.yaml',
        path: 'static/swagger-specs/dataset-service.yaml',
        sha256: 'd8aa7b6658b88379fc0b82f12c31fdc697b08175beafc228455e97d98b0e793a',
      },
      {
        file: 'flow-service.yaml',
        path: 'static/swagger-specs/flow-service.yaml',
        sha256: 'f97b8f36a5ecb3282b9d65f1c3e0f283ed4afaf676053a1ef40b80857f660932',
      },
      {
        file: 'identity-service.yaml',
        path: 'static/swagger-specs/identity-service.yaml',
        sha256: '7186b06ced24773e4df1fbbe54fee27e5794872a8df7f5a2e28cbaf3f8137157',
      },
      {
        file: 'observability-insights.yaml',
        path: 'static/swagger-specs/observability-insights.yaml',
        sha256: 'b973524945b00f30fcc2de79a29684b783b2c6f861c35d09f30820ec7007b448',
      },
      {
        file: 'query-service.yaml',
        path: 'static/swagger-specs/query-service.yaml',
        sha256: '434fa0b67ceec4293126afff3bf8d7e9dca16469185430417eda452cb10151fb',
      },
      {
        file: 'sandbox.yaml',
        path: 'static/swagger-specs/sandbox.yaml',
        sha256: 'b93e40ccd5a92730754e0b95053b9452edc90f163484e1468d319989e2380f00',
      },
      {
        file: 'schema-registry.yaml',
        path: 'static/swagger-specs/schema-registry.yaml',
        sha256: 'a971ed59850192198426e3ae370ab85bd6899a0662d6d2d7a11900d32d743d35',
      },
      {
        file: 'segmentation.yaml',
        path: 'static/swagger-specs/segmentation.yaml',
        sha256: 'c0f654526464dbeaf92e2666c333982f8308f2961047fc38e6150001bd26870f',
      },
    ],
  },
];
