// Shows one of the documents that the gateway serves: /docs?planning, /docs?observation, …
fetch('/openapi')
  .then(answer => answer.json())
  .then(({documents}) => {
    const asked = decodeURIComponent(location.search.slice(1));
    const shown = documents.find(document => document.name === asked) ?? documents[0];
    const nav = document.getElementById('documents');
    for (const {name, title} of documents) {
      const link = nav.appendChild(document.createElement('a'));
      link.href = '/docs?' + encodeURIComponent(name);
      link.textContent = title;
      if (name === shown.name) link.setAttribute('aria-current', 'page');
    }
    SwaggerUIBundle({
      url: shown.href,
      dom_id: '#description',
      deepLinking: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayOperationId: false,
      validatorUrl: 'none',
    });
  });
