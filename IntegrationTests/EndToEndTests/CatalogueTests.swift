import Foundation
import JSON
import Testing

/// The catalogue of the documentation is the one of the program, and published schemas are not broken.
struct CatalogueTests {
    private static let documentation = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation")

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func files(in folder: URL) throws -> [String: String] {
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "schemas").path) {
            files[name] = try String(contentsOf: folder.appending(path: "schemas/\(name)"), encoding: .utf8)
        }
        files["catalogue.md"] = try String(contentsOf: folder.appending(path: "catalogue.md"), encoding: .utf8)
        return files
    }

    @Test func theDocumentationIsWhatTheProgramWrites() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try await Executables.purlin(["catalogue", "write", "--into", folder.path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let written = try Self.files(in: folder)
        let published = try Self.files(in: Self.documentation)
        for (name, text) in written {
            #expect(published[name] == text, "\(name) is older than the code; write it again: purlin catalogue write")
        }
        let page = try await Executables.purlin(["catalogue"])
        #expect(page.output.hasPrefix("# Catalogue\n"))
        #expect(written["catalogue.md"]?.hasPrefix(page.output.prefix(1000)) == true)
    }

    @Test func aPublishedSchemaIsNotOverwrittenByAnIncompatibleOne() async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let schemas = folder.appending(path: "schemas")
        try FileManager.default.createDirectory(at: schemas, withIntermediateDirectories: true)
        let name = "TimeEntry.v1.schema.json"
        let published = try String(contentsOf: Self.documentation.appending(path: "schemas/\(name)"), encoding: .utf8)
        let other = published.replacing("HUR", with: "SEC")
        try Data(other.utf8).write(to: schemas.appending(path: name))

        let outcome = try await Executables.purlin(["catalogue", "write", "--into", folder.path])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("TimeEntry v1, hours: its unit was SEC and is HUR"), "\(outcome.errors)")
        #expect(outcome.errors.contains("raise the object's schemaVersion"))
        #expect(try String(contentsOf: schemas.appending(path: name), encoding: .utf8) == other)
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "catalogue.md").path))
    }

    @Test func theCatalogueIsReadByPrograms() async throws {
        let answer = try await Executables.purlin(["catalogue", "--json"]).answer()
        let objects = answer["objects"]?.arrayValue?.compactMap { $0["title"]?.stringValue } ?? []
        #expect(objects.contains("PayrollRegister") && objects.contains("IntercompanyAllocation"))
        let interfaces = answer["interfaces"]?.arrayValue?.compactMap { $0["connector"]?.stringValue } ?? []
        #expect(interfaces.contains("odoo") && interfaces.contains("telematics"))
        let events = answer["events"]?.arrayValue?.compactMap { $0["event"]?.stringValue } ?? []
        #expect(events.contains("UsageApproved") && events.contains("PeriodCloseDeclared"))
    }
}
