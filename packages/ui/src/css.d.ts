/** Vite turns an imported style sheet into a file beside the page; there is nothing to use of it in code. */
declare module '*.css';
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
