() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 600))))
