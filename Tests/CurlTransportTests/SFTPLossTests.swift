import ConnectorKit
import CurlTransport
import FileServers
import Foundation
import Synchronization
import Testing

@Suite(
    .serialized,
    .timeLimit(.minutes(3)),
    .enabled(if: SFTPServer.isAvailable, "needs sshd of the package openssh-server")
)
struct SFTPLossTests {
    private static let large = 50 << 20

    @Test func aServerThatIsNotThereIsUnavailable() async throws {
        let server = try SFTPServer()
        let place = server.place()
        server.crash()
        #expect(await failure { try await CurlFileTransport(place: place).list("") }?.reason == .unavailable)
    }

    @Test func aConnectionThatIsLostWhileReadingIsUnavailableAndTheNextOneWorks() async throws {
        let server = try SFTPServer()
        try sparseFile(server.root.appending(path: "large"), size: UInt64(Self.large))
        let transport = try CurlFileTransport(place: server.place())
        let failure = await failure {
            try await transport.read("large", limit: .max) { _ in
                server.dropSessions()
                return true
            }
        }
        #expect(failure?.reason == .unavailable)
        #expect(try await transport.list("").count == 1)
    }

    @Test func aConnectionThatIsLostWhileWritingIsUnavailable() async throws {
        let server = try SFTPServer(isCut: true)
        let transport = try CurlFileTransport(place: server.place())
        // After the server has confirmed less than a hundred blocks of 32 KiB at most.
        try server.cutNextSession(after: 3_000)
        let failure = await failure { try await transport.write(.init(repeating: 1, count: Self.large), to: "a") }
        #expect(failure?.reason == .unavailable)
        #expect(try await transport.list("").map(\.name) == ["a"], "a part is there")
    }

    @Test func aServerThatStandsStillIsUnavailableAfterTheDeadline() async throws {
        let server = try SFTPServer()
        try sparseFile(server.root.appending(path: "large"), size: UInt64(Self.large))
        var place = server.place()
        place.deadline = .seconds(2)
        let transport = try CurlFileTransport(place: place)
        let failure = await failure {
            try await transport.read("large", limit: .max) { _ in
                server.freezeSessions()
                return true
            }
        }
        #expect(failure?.reason == .unavailable)
    }

    @Test func cancellingEndsACallToAServerThatStandsStill() async throws {
        let server = try SFTPServer()
        try sparseFile(server.root.appending(path: "large"), size: UInt64(Self.large))
        var place = server.place()
        place.deadline = .seconds(600)
        let transport = try CurlFileTransport(place: place)
        let hasBegun = Signal()
        let reading = Task {
            await failure {
                try await transport.read("large", limit: .max) { _ in
                    server.freezeSessions()
                    hasBegun.send()
                    return true
                }
            }
        }
        await hasBegun.wait()
        reading.cancel()
        #expect(await reading.value?.reason == .cancelled)
        #expect(try await transport.list("").count == 1, "other calls go on")
    }

    @Test func aTaskThatIsAlreadyCancelledChangesNothing() async throws {
        let server = try SFTPServer()
        let transport = try CurlFileTransport(place: server.place())
        let writing = Task {
            while !Task.isCancelled { await Task.yield() }
            return await failure { try await transport.write([1], to: "a") }
        }
        writing.cancel()
        #expect(await writing.value?.reason == .cancelled)
        #expect(try await transport.list("").isEmpty)
    }

    @Test func aClosedTransportIsCancelled() async throws {
        let server = try SFTPServer()
        let transport = try CurlFileTransport(place: server.place())
        #expect(try await transport.list("").isEmpty)
        transport.close()
        #expect(await failure { try await transport.list("") }?.reason == .cancelled)
    }

    /// Loses the connection after ever more bytes of the server's answers.
    ///
    /// Whatever call is under way, what it says afterwards is true: a success is whole, and after an error of which that is
    /// promised nothing has changed.
    @Test(arguments: ["list", "read", "write", "rename"])
    func aLostConnectionIsNeverTakenForAnAnswer(call: String) async throws {
        let server = try SFTPServer(isCut: true)
        let content = Array(repeating: UInt8(7), count: 100)
        var successes = 0
        for cut in stride(from: 1, through: 1_500, by: call == "rename" ? 53 : 97) {
            let folder = server.root.appending(path: "\(cut)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            for name in ["a", "c", "d"] { try Data(content).write(to: folder.appending(path: name)) }
            var place = server.place()
            place.address += "/\(cut)"
            place.deadline = .seconds(10)
            let transport = try CurlFileTransport(place: place)
            try server.cutNextSession(after: cut)
            let outcome = await outcome(of: call, over: transport, content)
            transport.close()
            successes += outcome == nil ? 1 : 0
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            let written = try? Data(contentsOf: folder.appending(path: "b"))
            switch (call, outcome?.reason) {
            case ("write", nil): #expect(written == Data(content), "cut \(cut)")
            case ("rename", nil): #expect(names == ["b", "c", "d"], "cut \(cut)")
            case (_, .unavailable): #expect(["write", "rename"].contains(call) || names == ["a", "c", "d"])
            case (_, nil): break
            default: Issue.record("cut \(cut): \(String(describing: outcome)), \(names)")
            }
        }
        #expect(successes > 0, "the last cuts come after the end")
    }

    private func outcome(
        of call: String,
        over transport: CurlFileTransport,
        _ content: [UInt8]
    ) async -> FileTransportError? {
        do throws(FileTransportError) {
            switch call {
            case "list": #expect(try await transport.list("").map(\.name) == ["a", "c", "d"])
            case "read":
                let read = Mutex([UInt8]())
                try await transport.read("a", limit: 1_000) { piece in
                    read.withLock { $0 += piece }
                    return true
                }
                #expect(read.withLock { $0 } == content)
            case "write": try await transport.write(content, to: "b")
            default: try await transport.rename("a", to: "b")
            }
            return nil
        } catch {
            return error
        }
    }
}
