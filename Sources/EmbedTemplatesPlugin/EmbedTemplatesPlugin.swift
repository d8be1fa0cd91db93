import Foundation
import PackagePlugin

/// Puts the top-level `Templates/` into the binary, so that it can be moved anywhere.
@main struct EmbedTemplatesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let root = context.package.directoryURL.appending(path: "Templates")
        let files = (FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects ?? [])
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTemplates.swift")
        return [
            .buildCommand(
                displayName: "Embedding Templates/", executable: try context.tool(named: "embed-templates").url,
                arguments: [root.path, output.path] + files.map(\.path), inputFiles: files, outputFiles: [output])
        ]
    }
}
