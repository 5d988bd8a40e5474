import CanonicalModel
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
    .enabled(if: FTPSServer.isAvailable, "needs openssl and .build/file-servers, which `make test` makes if it can")
)
struct FTPSTests {
    /// One server for all promises, each in a folder of its own: the server takes longer to start than the promises take.
    private static let server = Result { try FTPSServer() }
    private static let plainServer = Result { try FTPSServer(ways: [.noMachineListing]) }

    @Test(arguments: FileTransportContract.promises)
    func keeps(_ promise: FileTransportContract.Promise) async throws {
        try await promise.check(CurlFileTransport(place: Self.server.get().emptyPlace()))
    }

    @Test(arguments: FileTransportContract.promises)
    func keepsWithoutMachineListing(_ promise: FileTransportContract.Promise) async throws {
        try await promise.check(CurlFileTransport(place: Self.plainServer.get().emptyPlace()))
    }

    @Test func anMSDOSListingIsUnderstood() async throws {
        let server = try FTPSServer(ways: [.dosListing])
        let transport = try CurlFileTransport(place: server.place())
        try await transport.makeFolder("in")
        try await transport.write([1, 2, 3], to: "a file.csv")
        let found = try await transport.list("")
        #expect(found.map(\.name) == ["a file.csv", "in"])
        #expect(found.map(\.kind) == [.file, .folder])
        #expect(found.map(\.size) == [3, 0])
    }

    @Test func machineListingsTellWhenAFileWasChanged() async throws {
        let server = try FTPSServer()
        let file = server.root.appending(path: "a.csv")
        try Data("a".utf8).write(to: file)
        let time = Date(timeIntervalSince1970: 1_767_605_891)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file.path)
        let found = try await CurlFileTransport(place: server.place()).list("")
        #expect(found.first?.modifiedAt == Instant(seconds: 1_767_605_891))
    }

    /// FTP answers the same of a file that is gone and of one that may not be read.
    @Test func aFileThatMayNotBeReadIsNotMissing() async throws {
        let server = try FTPSServer(ways: [.unreadable])
        let transport = try CurlFileTransport(place: server.place())
        try await transport.write([1, 2, 3], to: "a.csv")
        let failure = await failure { try await transport.read("a.csv", limit: 10) { _ in true } }
        #expect(failure?.reason == .notPermitted)
        #expect(failure?.place.hasSuffix("/a.csv") == true)
        #expect(failure?.detail.contains("may not read it") == true, "\(failure?.detail ?? "")")
    }

    @Test func aWrongPasswordIsSaid() async throws {
        let server = try FTPSServer()
        var place = server.place()
        place.password = Secret("canary-7391")
        let failure = await failure { try await CurlFileTransport(place: place).list("") }
        #expect(failure?.reason == .unauthorized)
        #expect(failure?.description.contains("canary") == false)
        #expect(failure?.detail.contains("password") == true)
    }

    @Test func aCertificateThatNobodyVouchesForIsAnotherHost() async throws {
        let server = try FTPSServer()
        var place = server.place()
        place.caFile = nil
        #expect(await failure { try await CurlFileTransport(place: place).list("") }?.reason == .wrongHost)
    }

    @Test func aCertificateForAnotherNameIsAnotherHost() async throws {
        let server = try FTPSServer(subjectName: "DNS:files.gable.example")
        #expect(await failure { try await CurlFileTransport(place: server.place()).list("") }?.reason == .wrongHost)
    }

    @Test func aServerWithoutTLSGetsNoPassword() async throws {
        let server = try FTPSServer(ways: [.plain])
        let failure = await failure { try await CurlFileTransport(place: server.place()).list("") }
        #expect(failure?.reason == .wrongHost, "\(String(describing: failure))")
    }

    @Test func aFullServerIsSaid() async throws {
        let server = try FTPSServer(ways: [.full])
        let failure = await failure { try await CurlFileTransport(place: server.place()).write([1], to: "a") }
        #expect(failure?.reason == .full)
    }

    @Test func aRenameWhoseAnswerIsLostIsNotKnown() async throws {
        let server = try FTPSServer(ways: [.losesRename])
        try Data("a".utf8).write(to: server.root.appending(path: "a"))
        let transport = try CurlFileTransport(place: server.place())
        let failure = await failure { try await transport.rename("a", to: "b") }
        #expect(failure?.reason == .unavailable)
        #expect(failure?.detail.contains("look at both names") == true, "\(String(describing: failure))")
        #expect(try await transport.list("").map(\.name) == ["b"])
    }

    @Test func linksOutOfTheRootAreNotRead() async throws {
        let server = try FTPSServer()
        try FileManager.default.createSymbolicLink(
            at: server.root.appending(path: "link"),
            withDestinationURL: URL(filePath: "/etc/passwd")
        )
        let taken = Mutex(0)
        let failure = await failure {
            try await CurlFileTransport(place: server.place()).read("link", limit: .max) { _ in
                taken.withLock { $0 += 1 }
                return true
            }
        }
        #expect(failure != nil)
        #expect(taken.withLock { $0 } == 0)
    }

    @Test func fiftyMebibytesGoUpAndDown() async throws {
        let server = try FTPSServer()
        try await checkLargeFile(over: CurlFileTransport(place: server.place()), root: server.root)
    }

    @Test func aServerThatCrashesInTheMiddleIsUnavailable() async throws {
        let server = try FTPSServer()
        try sparseFile(server.root.appending(path: "large"), size: 50 << 20)
        let transport = try CurlFileTransport(place: server.place())
        let failure = await failure {
            try await transport.read("large", limit: .max) { _ in
                server.crash()
                return true
            }
        }
        #expect(failure?.reason == .unavailable, "\(String(describing: failure))")
    }
}

extension FTPSServer {
    /// An empty folder on the server.
    func emptyPlace() throws -> CurlFileTransport.Place {
        let name = UUID().uuidString
        try FileManager.default.createDirectory(at: root.appending(path: name), withIntermediateDirectories: false)
        var place = place()
        place.address += "/\(name)"
        return place
    }

    /// The server's folder with the right certificate and password.
    func place() -> CurlFileTransport.Place {
        CurlFileTransport.Place(
            address: address,
            user: user,
            password: Secret(password),
            caFile: certificate.path
        )
    }
}
