import CanonicalModel
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import Foundation
import Testing

/// A file of checkpoints in a folder of its own, removed with this object.
private final class ExportFolder {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.appendingPathComponent("purlin.checkpoints").path }
    var file: CheckpointFile { CheckpointFile(path: path) }
    var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    func write(_ bytes: some Sequence<UInt8>) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}

@Suite("File of checkpoints")
struct CheckpointFileTests {
    private let export: ExportFolder
    private let signer: NoteSigner

    init() throws {
        export = try ExportFolder()
        signer = try NoteSigner(NoteSigner.generate(name: "purlin.example/kst"))
    }

    private func checkpoint(_ size: Int64) throws -> SignedCheckpoint {
        let checkpoint = Checkpoint(origin: "purlin.example/kst", size: size, root: .sha256([UInt8(size)]))
        return try SignedCheckpoint(signing: checkpoint, with: signer)
    }

    private func add(_ all: [SignedCheckpoint]) async throws {
        try await export.file.add { newest throws(AuditError) in
            all.filter { $0.checkpoint.size > newest?.checkpoint.size ?? -1 }
        }
    }

    @Test func eachCheckpointIsAParagraphAndNoneStandsThereTwice() async throws {
        let all = try (1...3).map { try checkpoint($0) }
        #expect(try await export.file.latest() == nil)
        try await add([all[0]])
        try await add(all)
        try await add(all)
        #expect(export.text == all.map { $0.note.encoded + "\n" }.joined())
        #expect(try await export.file.latest() == all[2])
        let permissions = try FileManager.default.attributesOfItem(atPath: export.path)[.posixPermissions]
        #expect(permissions as? NSNumber == 0o600)
    }

    @Test func aNoteThatWasCutOffIsCompleted() async throws {
        let all = try (1...3).map { try checkpoint($0) }
        let whole = all.map { $0.note.encoded + "\n" }.joined()
        let first = (all[0].note.encoded + "\n").utf8.count
        for length in 0...first + 60 {
            try export.write(Array(whole.utf8).prefix(length))
            try await add(all)
            #expect(export.text == whole, "cut off after \(length) bytes")
            #expect(try await export.file.latest() == all[2])
        }
    }

    @Test(arguments: ["nonsense", "nonsense\n\nnonsense\n\n", "a\n1\nb\n\n\u{2014} c AAAAAAAA\n\n"])
    func anythingElseIsRefusedAndLeftAlone(text: String) async throws {
        try export.write(text.utf8)
        await #expect(throws: AuditError.self) { try await add([try checkpoint(1)]) }
        #expect(export.text == text)
    }

    /// The store never knew the note that was begun here, or does not know it any more.
    @Test func thePartOfANoteThatNobodyHasTheRestOfIsRefused() async throws {
        let all = try (1...2).map { try checkpoint($0) }
        try await add([all[0]])
        let torn = export.text + all[1].note.encoded.prefix(30)
        try export.write(torn.utf8)
        await #expect {
            try await add([all[0]])
        } throws: { error in
            guard case .malformed(let text) = error as? AuditError else { return false }
            return text.contains("none of this log's")
        }
        #expect(export.text == torn)
    }

    @Test func aFileThatIsMissingIsToldFromAPlaceThatIsAway() async throws {
        #expect(try await export.file.checkpoints() == [])
        for path in [export.path + "/file", export.folder.path + "/missing/file", export.folder.path] {
            try? export.write([])
            await #expect("\(path)") {
                try await CheckpointFile(path: path).checkpoints()
            } throws: { error in
                guard case .export(let text) = error as? AuditError else { return false }
                return text.contains(path) && text.contains("audit.export")
            }
        }
    }

    @Test func aFileThatCannotBeWrittenIsNamed() async throws {
        let file = CheckpointFile(path: export.path + "/missing/file")
        await #expect { try await file.add { _ throws(AuditError) in [] } } throws: { error in
            "\(error)".contains("missing/file") && "\(error)".contains("audit.export")
        }
    }
}
