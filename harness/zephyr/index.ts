export { howToMakeWorkspace } from "./make-workspace.ts";
export { lookForModule, modulesOf, requireModule } from "./modules.ts";
export { chooseToolchain, type Toolchain } from "./toolchain.ts";
export { type WestCommand, west, workspaceEnvironment } from "./west.ts";
export { findWorkspace, lookForWorkspace, type Workspace, type WorkspaceQuery } from "./workspace.ts";
