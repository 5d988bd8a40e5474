import ConnectorKit
import ConnectorRuntime
import ConnectorTesting
import Foundation
import Testing

struct LocalFolderTests {
    @Test(arguments: FileTransportContract.promises) func keeps(_ promise: FileTransportContract.Promise) async throws {
        let folder = try TemporaryFolder()
        try await promise.check(LocalFolder(path: folder.path))
    }

    @Test func noLinkLeadsOutOfTheFolder() async throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        let place = LocalFolder(path: folder.path)
        try "secret".write(toFile: other.path + "/secret", atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/out", withDestinationPath: other.path)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/file",
            withDestinationPath: other.path + "/secret"
        )
        #expect(try await place.list("").map(\.kind) == [.other, .other])
        for path in ["file", "out/secret"] {
            await #expect(throws: FileTransportError.self) { try await place.read(path, limit: 100) { _ in true } }
            await #expect(throws: FileTransportError.self) { try await place.rename(path, to: "mine") }
        }
        await #expect(throws: FileTransportError.self) { try await place.list("out") }
        await #expect(throws: FileTransportError.self) { try await place.write([1], to: "out/new") }
        await #expect(throws: FileTransportError.self) { try await place.remove("out/secret") }
        await #expect(throws: FileTransportError.self) { try await place.makeFolder("out/deep") }
        // Writing to the name of a link replaces the link.
        try await place.write([2], to: "file")
        #expect(try String(contentsOfFile: other.path + "/secret", encoding: .utf8) == "secret")
        #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["secret"])
    }

    @Test func pipesAreNotOpened() async throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        let place = LocalFolder(path: folder.path)
        await #expect(throws: FileTransportError.self) { try await place.read("pipe", limit: 100) { _ in true } }
        await #expect(throws: FileTransportError.self) { try await place.rename("pipe", to: "other") }
    }

    @Test func namesThatAreNoUTF8AreToldAndNotOpened() async throws {
        let folder = try TemporaryFolder()
        let path = Array(folder.path.utf8CString.dropLast()) + [0x2F, 0x61, CChar(bitPattern: 0xFF), 0x2E, 0x63, 0]
        let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
        let entries = try await LocalFolder(path: folder.path).list("")
        #expect(entries.map(\.kind) == [.other])
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser may look at anything"))
    func aFolderWhoseFilesCannotBeLookedAtIsNotEmpty() async throws {
        let folder = try TemporaryFolder()
        let place = LocalFolder(path: folder.path)
        try await place.makeFolder("out")
        try await place.write([1], to: "out/a")
        #expect(chmod(folder.path + "/out", 0o400) == 0)
        defer { _ = chmod(folder.path + "/out", 0o700) }
        do throws(FileTransportError) {
            let entries = try await place.list("out")
            Issue.record("listed \(entries)")
        } catch {
            #expect(error.reason == .notPermitted, "\(error)")
        }
    }

    @Test func aFileThatIsReplacedWhileItIsReadStaysTheOneThatWasOpened() async throws {
        let folder = try TemporaryFolder()
        let place = LocalFolder(path: folder.path)
        try await place.write([UInt8](repeating: 1, count: 1_000_000), to: "a")
        let content = Collected()
        try await place.read("a", limit: .max) { piece in
            try? await place.write([UInt8](repeating: 2, count: 1_000_000), to: "a")
            return await content.take(piece)
        }
        #expect(await content.bytes == [UInt8](repeating: 1, count: 1_000_000))
    }

    @Test func filesForOthersHaveTheRightsOfTheFolder() async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/group", withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o775], ofItemAtPath: folder.path + "/group")
        try await LocalFolder(path: folder.path).write([1], to: "group/a")
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/group/a")
        #expect(attributes[.posixPermissions] as? Int == 0o660)
    }
}

private actor Collected {
    private(set) var bytes: [UInt8] = []

    func take(_ piece: [UInt8]) -> Bool {
        bytes += piece
        return true
    }
}
