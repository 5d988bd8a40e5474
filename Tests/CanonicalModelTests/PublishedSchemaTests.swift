import CanonicalModel
import Foundation
import JSON
import Testing

/// The schemas of `Documentation/schemas` are those of the code, and no published one has changed incompatibly.
struct PublishedSchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation/schemas")

    @Test(arguments: CanonicalVocabulary.schemas.map(\.fileName))
    func noPublishedVersionChangesIncompatibly(_ name: String) throws {
        let schema = try #require(CanonicalVocabulary.schemas.first { $0.fileName == name })
        let file = Self.folder.appending(path: name)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            Issue.record("\(name) is not published yet: purlin catalogue write")
            return
        }
        let breaks = SchemaCompatibility.breaks(from: try JSON(parsing: text), to: schema.jsonSchema)
        #expect(breaks == [], "\(breaks.map(\.description).joined(separator: "\n"))")
        let current = "\(schema.jsonSchema.text(style: .pretty))\n"
        #expect(text == current, "\(name) is older than the code; write it again: purlin catalogue write")
    }

    @Test func aPublishedObjectStaysInTheVocabulary() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        for name in names.sorted() {
            let parts = name.split(separator: ".").map(String.init)
            let version = parts.count == 4 ? Int(parts[1].dropFirst()) : nil
            let schema = CanonicalVocabulary.schemas.first { $0.object == parts[0] }
            #expect(
                schema.map { version ?? .max <= $0.version } == true,
                "\(name) is published, and there is no such object, or only an older version of it"
            )
        }
    }
}
