import Catalog

@testable import Project

/// What reading a project file gives.
struct Reading {
    let project: Project?
    let diagnostics: [Diagnostic]

    init(_ text: String, file: String = "planar.yml") {
        var collected = Diagnostics()
        project = readProject(file: file, bytes: Array(text.utf8), into: &collected)
        diagnostics = collected.sorted
    }
}
