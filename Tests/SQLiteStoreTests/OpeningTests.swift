import ConnectorStore
import Foundation
import GRDB
import SQLiteStore
import Testing

@Suite("SQLite store: opening")
struct OpeningTests {
    private let folder: StoreFolder

    init() throws {
        folder = try StoreFolder()
    }

    @Test func aNewStoreIsEmpty() async throws {
        let store = try folder.open()
        #expect(try await store.journalHead() == .empty)
    }

    @Test func anEmptyFileBecomesAStore() async throws {
        try Data().write(to: URL(fileURLWithPath: folder.store))
        try await folder.open().commitReadings(1...1)
    }

    @Test func aMissingFolderIsNamed() throws {
        try expectUnavailable("\(folder.path)/missing/purlin.sqlite", naming: "The folder \(folder.path)/missing of")
    }

    @Test func aFileInPlaceOfTheFolderIsNamed() throws {
        try Data().write(to: URL(fileURLWithPath: "\(folder.path)/file"))
        try expectUnavailable("\(folder.path)/file/purlin.sqlite", naming: "\(folder.path)/file is no folder")
    }

    @Test func aFolderIsNoStore() throws {
        try expectUnavailable(folder.path, naming: "\(folder.path) is a folder")
    }

    @Test(arguments: ["", "a\u{0}b"]) func aPathThatNamesNothingIsRefused(_ path: String) throws {
        try expectUnavailable(path, naming: "name a file")
    }

    @Test func aReadOnlyFileIsNamed() async throws {
        try folder.open().close()
        try setPermissions(0o777, of: folder.path)
        try setPermissions(0o444, of: folder.store)
        try expectUnavailable(folder.store, isOrdinaryUser: true, naming: "\(folder.store) is read-only")
    }

    @Test func aReadOnlyFolderIsNamed() async throws {
        try folder.open().close()
        try setPermissions(0o666, of: folder.store)
        try setPermissions(0o555, of: folder.path)
        try expectUnavailable(folder.store, isOrdinaryUser: true, naming: "\(folder.path) is read-only")
        try setPermissions(0o755, of: folder.path)
    }

    @Test func whatIsNoDatabaseIsSaidToBeNone() throws {
        let text = String(repeating: "date;machine;hours\n2026-01-05;EX-104;8.25\n", count: 50)
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.store))
        try expectDamaged(naming: "no SQLite database")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.store)) == Data(text.utf8))
    }

    @Test func theDatabaseOfAnotherProgramIsLeftAlone() async throws {
        try await folder.intruder().write { db in try db.execute(sql: "CREATE TABLE invoice (id INTEGER)") }
        try expectUnavailable(folder.store, naming: "another program")
        let tables = try await folder.intruder().read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema")
        }
        #expect(tables == ["invoice"])
    }

    @Test func aNewerSchemaIsRefused() async throws {
        try folder.open().close()
        try await folder.intruder().write { db in try db.execute(sql: "PRAGMA user_version = 1000") }
        try expectUnavailable(folder.store, naming: "schema version 1000")
    }

    @Test func aDamagedFileIsSaidToBeDamaged() async throws {
        let store = try folder.open()
        try await store.commitReadings(1...50)
        try store.close()
        let file = URL(fileURLWithPath: folder.store)
        var bytes = try Data(contentsOf: file)
        // All but the first page, which holds the names of the tables.
        bytes.replaceSubrange(4096..., with: Data(repeating: 0xA5, count: bytes.count - 4096))
        try bytes.write(to: file)
        await #expect {
            try await folder.open().journal(after: 0, limit: 100)
        } throws: { error in
            guard case .damaged(let text) = error as? StoreError else { return false }
            return text.contains(folder.store)
        }
    }

    @Test func aValueThatWasChangedByHandIsDamage() async throws {
        let store = try folder.open()
        try await store.commitReadings(1...1)
        let texts = [
            "[1]", "[\"a\"", "[\"a\",]", "[\"a\"]x", "[\"a\"x", "[ \"a\"]", "[\"a\" \"b\"]", "[\"a]", "\"a\"]", "",
        ]
        for (column, value) in [("payload", "{"), ("state", "lost")] + texts.map({ ("topics", $0) }) {
            try await folder.intruder().write { db in
                try db.execute(sql: "UPDATE inbox SET \(column) = '\(value)'")
            }
            await #expect {
                _ = try await store.waitingRecords(limit: 10)
                _ = try await store.commit([.reading("r1")], by: "system:purlin", at: .morning)
            } throws: { error in
                guard case .damaged(let text) = error as? StoreError else { return false }
                return text.contains("Column \(column) of table inbox")
            }
            try await folder.intruder().write { db in
                try db.execute(sql: "UPDATE inbox SET payload = '{}', topics = '[]', state = 'waiting'")
            }
        }
    }

    private func expectUnavailable(
        _ path: String,
        isOrdinaryUser: Bool = false,
        naming text: String,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let error = #expect(throws: StoreError.self, sourceLocation: location) {
            let open = { _ = try SQLiteStore(path: path, role: .runtime) }
            if isOrdinaryUser { try asOrdinaryUser(open) } else { try open() }
        }
        guard case .unavailable(let found) = error else {
            Issue.record("\(String(describing: error))", sourceLocation: location)
            return
        }
        #expect(found.contains(text), sourceLocation: location)
    }

    private func expectDamaged(naming text: String, at location: SourceLocation = #_sourceLocation) throws {
        let error = #expect(throws: StoreError.self, sourceLocation: location) { try folder.open() }
        guard case .damaged(let found) = error else {
            Issue.record("\(String(describing: error))", sourceLocation: location)
            return
        }
        #expect(found.contains(text), sourceLocation: location)
        #expect(found.contains(folder.store), sourceLocation: location)
    }

    private func setPermissions(_ mode: Int, of path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }
}
