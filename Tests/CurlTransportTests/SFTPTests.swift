import ConnectorKit
import ConnectorTesting
import CurlTransport
import FileServers
import Foundation
import Synchronization
import Testing

@Suite(
    .serialized,
    .timeLimit(.minutes(2)),
    .enabled(if: SFTPServer.isAvailable, "needs sshd of the package openssh-server")
)
struct SFTPTests {
    @Test(arguments: FileTransportContract.promises)
    func keeps(_ promise: FileTransportContract.Promise) async throws {
        let server = try SFTPServer()
        try await promise.check(CurlFileTransport(place: server.place()))
    }

    @Test func anAbsolutePathIsTheServers() async throws {
        let server = try SFTPServer()
        try Data("a".utf8).write(to: server.root.appending(path: "a.csv"))
        var place = server.place()
        place.address = "sftp://127.0.0.1:\(server.port)\(server.root.path)"
        let transport = try CurlFileTransport(place: place)
        #expect(try await transport.list("").map(\.name) == ["a.csv"])
        try await transport.rename("a.csv", to: "b.csv")
        #expect(try await transport.list("").map(\.name) == ["b.csv"])
        let failure = await failure { try await transport.read("none", limit: 1) { _ in true } }
        #expect(failure?.place == place.address + "/none")
    }

    @Test func aThousandFilesAreListed() async throws {
        let server = try SFTPServer()
        let names = (0..<1000).map { "time_\(1000 + $0).csv" }
        for name in names { try Data(name.utf8).write(to: server.root.appending(path: name)) }
        let found = try await CurlFileTransport(place: server.place()).list("")
        #expect(found.map(\.name) == names)
        #expect(found.allSatisfy { $0.kind == .file && $0.size == 13 })
    }

    @Test func linksAndPipesAreNeitherReadNorFollowed() async throws {
        let server = try SFTPServer()
        let manager = FileManager.default
        let outside = URL(filePath: "/etc")
        try manager.createSymbolicLink(at: server.root.appending(path: "folder"), withDestinationURL: outside)
        let file = outside.appending(path: "passwd")
        try manager.createSymbolicLink(at: server.root.appending(path: "file"), withDestinationURL: file)
        #expect(mkfifo(server.root.appending(path: "pipe").path, 0o600) == 0)
        let transport = try CurlFileTransport(place: server.place())
        let found = try await transport.list("")
        #expect(found.map(\.name) == ["file", "folder", "pipe"])
        #expect(found.allSatisfy { $0.kind == .other })
        for path in ["file", "pipe", "folder/passwd"] {
            let failure = await failure { try await transport.read(path, limit: .max) { _ in true } }
            #expect(failure?.reason == .notPermitted, "\(path)")
        }
        for call: () async throws -> Void in [
            { _ = try await transport.list("folder") },
            { try await transport.write([1], to: "folder/purlin-test") },
            { try await transport.rename("folder/passwd", to: "passwd") },
            { try await transport.remove("folder/purlin-test") },
            { try await transport.makeFolder("folder/purlin-test") },
        ] { #expect(await failure(call)?.reason == .notPermitted) }
    }

    @Test func writingReplacesALinkAndNotWhatItPointsTo() async throws {
        let server = try SFTPServer()
        let target = server.root.appending(path: "target")
        try Data("kept".utf8).write(to: target)
        let link = server.root.appending(path: "link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
        try await CurlFileTransport(place: server.place()).write(Array("new".utf8), to: "link")
        #expect(try Data(contentsOf: target) == Data("kept".utf8))
        #expect(try Data(contentsOf: link) == Data("new".utf8))
    }

    @Test func whatIsWrittenIsNotForEverybody() async throws {
        let server = try SFTPServer()
        let transport = try CurlFileTransport(place: server.place())
        try await transport.makeFolder("out")
        try await transport.write([1], to: "out/a")
        for path in ["out", "out/a"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: server.root.path + "/" + path)
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o007 == 0, "\(path)")
        }
    }

    @Test func namesThatBreakLinesAreListedAndNeverSent() async throws {
        let server = try SFTPServer()
        try Data().write(to: server.root.appending(path: "a\nrm b"))
        try Data().write(to: server.root.appending(path: "b"))
        let transport = try CurlFileTransport(place: server.place())
        #expect(try await transport.list("").map(\.name) == ["a\nrm b", "b"])
        let failure = await failure { try await transport.remove("a\nrm b") }
        #expect(failure?.reason == .notPermitted)
        #expect(failure?.description.contains("\n") == false)
        #expect(try await transport.list("").count == 2)
    }

    @Test func aNameThatIsNoUTF8IsNothingToRead() async throws {
        let server = try SFTPServer()
        let descriptor = open(server.root.path + "/a", O_CREAT | O_WRONLY, 0o600)
        close(descriptor)
        #expect(rename(server.root.path + "/a", [CChar](server.root.path.utf8CString.dropLast()) + [47, -28, 0]) == 0)
        let found = try await CurlFileTransport(place: server.place()).list("")
        #expect(found.map(\.kind) == [.other])
    }

    @Test func fiftyMebibytesGoUpAndDown() async throws {
        let server = try SFTPServer()
        try await checkLargeFile(over: CurlFileTransport(place: server.place()), root: server.root)
    }

    @Test func theServerWaitsForASlowReader() async throws {
        let server = try SFTPServer()
        let file = server.root.appending(path: "large")
        try sparseFile(file, size: 64 << 20)
        let state = Mutex((size: 0, last: UInt8(0)))
        try await CurlFileTransport(place: server.place()).read("large", limit: .max) { piece in
            let isFirst = state.withLock { state in
                defer { state = (state.size + piece.count, piece.last ?? 0) }
                return state.size == 0
            }
            // What is changed now is read later only if it has not been fetched already.
            guard isFirst, let handle = try? FileHandle(forWritingTo: file) else { return true }
            _ = try? handle.seek(toOffset: (64 << 20) - 1)
            try? handle.write(contentsOf: [7])
            return true
        }
        #expect(state.withLock { $0.size } == 64 << 20)
        #expect(state.withLock { $0.last } == 7)
    }

    @Test func severalCallsGoOnAtOnce() async throws {
        let server = try SFTPServer()
        let transport = try CurlFileTransport(place: server.place())
        try sparseFile(server.root.appending(path: "large"), size: 10 << 20)
        try await transport.read("large", limit: .max) { _ in (try? await transport.list(""))?.count == 1 }
        try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                group.addTask {
                    try await transport.write([UInt8(number)], to: "part-\(number)")
                    try await transport.rename("part-\(number)", to: "whole-\(number)")
                }
            }
            try await group.waitForAll()
        }
        #expect(try await transport.list("").count == 21)
    }
}

extension SFTPServer {
    /// The server's folder with the right key of the server and of the user.
    func place() -> CurlFileTransport.Place {
        CurlFileTransport.Place(
            address: address,
            user: user,
            privateKey: .file(privateKey.path),
            hostKeys: [hostKey]
        )
    }
}
