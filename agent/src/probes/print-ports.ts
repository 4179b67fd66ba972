/**
 * The port that prints whatever comes in: a question in any other language than the printer's own would come out as
 * paper (`printers.md`, section 1).
 */
export const isPrintPort = (port: number): boolean => port === 9100
export const printPortFault = { error: 'print_port' }
