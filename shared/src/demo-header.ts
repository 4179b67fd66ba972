/** On every answer of a demonstration, so that every page can say that it is one. A file of its own: a browser reads it. */
export const demoHeader = 'x-sereno-demo'
