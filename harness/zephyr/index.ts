export { createWorkspace, type WorkspaceRequest } from "./create-workspace.ts";
export { dataFolder } from "./data-folder.ts";
export { howToMakeWorkspace } from "./make-workspace.ts";
export { lookForModule, modulesOf, requireModule } from "./modules.ts";
export { chooseToolchain, type Toolchain } from "./toolchain.ts";
export { type WestCommand, west, workspaceEnvironment } from "./west.ts";
export { findWorkspace, lookForWorkspace, type Workspace, type WorkspaceQuery } from "./workspace.ts";
