/** Style sheets are gathered by the build; nothing is imported from them. */
declare module "*.css";
