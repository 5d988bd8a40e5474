import ConnectorKit
import CurlTransport
import FileServers
import Foundation
import Testing

@Suite(
    .serialized,
    .timeLimit(.minutes(2)),
    .enabled(if: SFTPServer.isAvailable, "needs sshd of the package openssh-server")
)
struct SFTPLoginTests {
    private static let otherKey = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"

    @Test func withoutAPinnedKeyThereIsNoConnection() async throws {
        let server = try SFTPServer()
        var place = server.place()
        place.hostKeys = []
        let failure = await failure { try await CurlFileTransport(place: place).list("") }
        #expect(failure?.reason == .wrongHost)
        #expect(failure?.detail.contains(server.hostKey) == true, "the person can ask whether this is the key")
        #expect(!server.log.contains("publickey"), "nobody tried to log in")
    }

    @Test func anotherKeyOfTheServerIsRefused() async throws {
        let server = try SFTPServer()
        var place = server.place()
        place.hostKeys = [Self.otherKey]
        let failure = await failure { try await CurlFileTransport(place: place).write([1], to: "a") }
        #expect(failure?.reason == .wrongHost)
        #expect(failure?.detail.contains(server.hostKey) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: server.root.path).isEmpty)
    }

    @Test func oneOfSeveralPinnedKeysIsEnough() async throws {
        let server = try SFTPServer()
        var place = server.place()
        place.hostKeys = [Self.otherKey, server.hostKey + "="]
        #expect(try await CurlFileTransport(place: place).list("").isEmpty)
    }

    @Test(arguments: ["ed25519", "ecdsa"])
    func aKeyIsTakenFromAFileAndFromMemory(type: String) async throws {
        let server = try SFTPServer(keyType: type)
        var place = server.place()
        #expect(try await CurlFileTransport(place: place).list("").isEmpty)
        let text = try String(contentsOf: server.privateKey, encoding: .utf8)
        place.privateKey = .text(Secret(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        let transport = try CurlFileTransport(place: place)
        #expect(try await transport.list("").isEmpty)
        server.dropSessions()
        _ = try? await transport.list("")
        #expect(try await transport.list("").isEmpty, "and read again for the next connection")
    }

    @Test(arguments: [false, true])
    func anEncryptedKeyNeedsItsPassphrase(isText: Bool) async throws {
        let server = try SFTPServer(passphrase: "canary phrase 11")
        var place = server.place()
        if isText { place.privateKey = .text(Secret(try String(contentsOf: server.privateKey, encoding: .utf8))) }
        place.passphrase = Secret("canary phrase 11")
        #expect(try await CurlFileTransport(place: place).list("").isEmpty)
        for wrong in [nil, Secret("canary phrase 12")] {
            place.passphrase = wrong
            let failure = await failure { try await CurlFileTransport(place: place).list("") }
            #expect(failure?.reason == .unauthorized)
            #expect(failure?.description.contains("canary") == false)
        }
    }

    @Test func aKeyThatTheServerDoesNotKnowIsRefused() async throws {
        let server = try SFTPServer()
        let other = try SFTPServer()
        var place = server.place()
        place.privateKey = .file(other.privateKey.path)
        let failure = await failure { try await CurlFileTransport(place: place).list("") }
        #expect(failure?.reason == .unauthorized)
        #expect(failure?.detail.contains("ed25519") == true, "a hint which keys are of use")
    }

    @Test(.enabled(if: SFTPServer.takesPasswords, "needs the superuser, unshare and openssl"))
    func theRightPasswordIsEnough() async throws {
        let password = "a canary of \\ no \"importance\" ä"
        let server = try SFTPServer(password: password)
        var place = server.place()
        place.privateKey = nil
        place.password = Secret(password)
        let transport = try CurlFileTransport(place: place)
        try await transport.write([1, 2, 3], to: "a.csv")
        #expect(try await transport.list("").map(\.name) == ["a.csv"])
        #expect(server.log.contains("Accepted password for kestrel"))
        place.password = Secret(password + ".")
        let failure = await failure { try await CurlFileTransport(place: place).list("") }
        #expect(failure?.reason == .unauthorized)
        #expect(failure?.description.contains("canary") == false)
    }

    @Test func aWrongPasswordIsRefused() async throws {
        let server = try SFTPServer()
        var place = server.place()
        place.privateKey = nil
        place.password = Secret("canary-7391")
        let failure = await failure { try await CurlFileTransport(place: place).list("") }
        #expect(failure?.reason == .unauthorized)
        #expect(failure?.description.contains("canary") == false)
    }

    @Test func whatCannotWorkIsRefusedAtOnce() throws {
        let key = CurlFileTransport.Place.PrivateKey.text(Secret("-----BEGIN canary"))
        let good = CurlFileTransport.Place(address: "sftp://files.kestrel.example/in", user: "kst", privateKey: key)
        let wrong: [(setting: String, change: (inout CurlFileTransport.Place) -> Void)] = [
            ("address", { $0.address = "http://files.kestrel.example/in" }),
            ("address", { $0.address = "sftp://kst:canary@files.kestrel.example/in" }),
            ("address", { $0.address = "sftp://files.kestrel.example/../in" }),
            ("address", { $0.address = "sftp:///in" }),
            ("user", { $0.user = "kst\r\nDELE a" }),
            ("password", { $0.password = Secret("canary\n") }),
            ("privateKey", { $0.privateKey = nil }),
            ("privateKey", { $0.privateKey = .text(Secret("canary")) }),
            ("privateKey", { $0.privateKey = .file("/nowhere") }),
            ("hostKeys", { $0.hostKeys = ["MD5:00"] }),
            ("hostKeys", { $0.hostKeys = ["SHA256:short"] }),
            ("caFile", { $0.caFile = "/etc/hosts" }),
            ("deadline", { $0.deadline = .zero }),
            ("password", { ($0.address, $0.privateKey) = ("ftps://files.kestrel.example", nil) }),
        ]
        _ = try CurlFileTransport(place: good)
        for (setting, change) in wrong {
            var place = good
            change(&place)
            let error = #expect(throws: CurlTransport.SetupError.self) { try CurlFileTransport(place: place) }
            #expect(error?.setting == setting)
            #expect(error?.description.contains("canary") == false)
        }
    }
}
