import Catalog
import Foundation
import Testing

@Suite struct CatalogFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "catalog-\(UUID().uuidString)")

    private func read(_ path: String) -> (streams: Int, diagnostics: [Diagnostic]) {
        var diagnostics = Diagnostics()
        guard let source = CatalogSource(path: path, into: &diagnostics) else { return (0, diagnostics.sorted) }
        #expect(source.file == path)
        return (readCatalog(source, into: &diagnostics).count, diagnostics.sorted)
    }

    @Test func files() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "catalog.json")
        try Data(#"{"streams": []}"#.utf8).write(to: file)
        #expect(read(file.path).diagnostics.map(\.code) == [.noStreams])
        try Data().write(to: file)
        #expect(read(file.path).diagnostics.map(\.code) == [.jsonEmpty])
        try Data("<html>".utf8).write(to: file)
        #expect(read(file.path).diagnostics.map(\.code) == [.jsonUnexpectedCharacter])
        #expect(read(file.path + "/x").diagnostics.map(\.code) == [.fileNotFound])
        let missing = read(folder.appending(path: "no such file").path).diagnostics
        #expect(missing.map(\.code) == [.fileNotFound])
        #expect(missing[0].description == "\(folder.path)/no such file: error: there is no such file [file.not-found]")
        #expect(read(folder.path).diagnostics.map(\.code) == [.fileIsDirectory])
        #expect(read("").diagnostics.map(\.code) == [.fileNotFound])
        #expect(read(file.path + "\0x").diagnostics.map(\.code) == [.fileNotFound])
        #expect(read("/dev/null").diagnostics.map(\.code) == [.jsonEmpty])
        let name = String(repeating: "n", count: 5_000)
        #expect(read(name).diagnostics.map(\.code) == [.fileUnreadable])
    }
}
