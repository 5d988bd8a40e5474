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
        try await export.file.add { present throws(AuditError) in
            all.filter { $0.checkpoint.size > present.newest?.checkpoint.size ?? -1 }
        }
    }

    @Test func eachCheckpointIsAParagraphAndNoneStandsThereTwice() async throws {
        let all = try (1...3).map { try checkpoint($0) }
        #expect(try await export.file.read().newest == nil)
        try await add([all[0]])
        try await add(all)
        try await add(all)
        #expect(export.text == all.map { $0.note.encoded + "\n" }.joined())
        #expect(try await export.file.read().newest == all[2])
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
            #expect(try await export.file.read().newest == all[2])
        }
    }

    /// What a file system leaves behind that had made the file longer when the power went.
    @Test func zerosAtTheEndAreTakenAway() async throws {
        let all = try (1...3).map { try checkpoint($0) }
        let whole = Array(all.map { $0.note.encoded + "\n" }.joined().utf8)
        let two = all[..<2].map { $0.note.encoded + "\n" }.joined().utf8.count
        for length in [0, 5, two, two + 40, whole.count] {
            try export.write(whole.prefix(length) + [UInt8](repeating: 0, count: 4096))
            let left = try await export.file.read().checkpoints.count
            #expect(left == (length < two ? 0 : length < whole.count ? 2 : 3))
            try await add(all)
            #expect(export.text.utf8.elementsEqual(whole), "\(length) bytes")
        }
    }

    /// Whatever stands behind the last note is the beginning of the next one, or nobody goes on beside it.
    @Test(arguments: [0, 2], ["nonsense", "\n", "purlin.example/kst\n9\n"])
    func anythingElseBehindTheLastNoteIsDamage(count: Int, rest: String) async throws {
        let store = InMemoryStore()
        let log = CheckpointLog(store: store, signer: signer, export: export.file) { Issue.record("\($0)") }
        for number in 0...2 {
            let change = StateChange.cursorAdvanced(StreamID(system: "s", stream: "s"), Cursor("\(number)"))
            _ = try await store.commit([change], by: "system:purlin", at: Instant(seconds: 0))
            if number < 2 { _ = try await log.sign(by: "system:purlin", at: Instant(seconds: 0)) }
        }
        let kept = try await store.checkpoints(after: 0, limit: 10).prefix(count).map { $0.note + "\n" }.joined()
        try export.write((kept + rest).utf8)
        let head = try await store.journalHead()

        let verification = try await AuditVerification.verify(
            store,
            trusting: [signer.verifier],
            export: export.file
        )
        guard case .damaged(let reason) = verification.export else {
            Issue.record("\(verification.export)")
            return
        }
        #expect(reason.contains("none of this log's") && !verification.isWhole)
        await #expect(throws: AuditError.malformed(reason)) { try await log.checkAtStart() }
        await #expect(throws: AuditError.malformed(reason)) {
            try await log.sign(by: "system:purlin", at: Instant(seconds: 0))
        }
        #expect(try await store.journalHead() == head)
        #expect(export.text == kept + rest)
    }

    @Test func aFolderThatMayNotBeListedIsNoHindrance() async throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o300], ofItemAtPath: export.folder.path)
        try await add([try checkpoint(1)])
        #expect(try await export.file.read().newest?.checkpoint.size == 1)
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
        #expect(try await export.file.read().checkpoints == [])
        for path in [export.path + "/file", export.folder.path + "/missing/file", export.folder.path] {
            try? export.write([])
            await #expect("\(path)") {
                try await CheckpointFile(path: path).read().checkpoints
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
