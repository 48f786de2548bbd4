console.log('rem', process.version);
