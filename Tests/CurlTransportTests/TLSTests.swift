import ConnectorKit
import CurlTransport
import Foundation
import Testing

// HTTP/2 is not tested here: `openssl s_server` does not speak it, and no small server that does can be assumed.
@Suite(.timeLimit(.minutes(1)), .enabled(if: OpenSSLServer.isAvailable, "needs the command openssl"))
struct TLSTests {
    @Test func aCertificateThatNobodyVouchesForIsRefused() async throws {
        let server = try OpenSSLServer(subjectName: "IP:127.0.0.1")
        defer { server.stop() }
        let error = try await CurlTransport().failure(of: HTTPRequest(method: "POST", url: server.address, body: [1]))
        #expect(error.reason == .untrusted)
        #expect(!error.requestMayHaveArrived)
    }

    @Test(arguments: [CurlTransport.Configuration.HTTP2.automatic, .disabled])
    func aCertificateInTheTrustedFileIsAccepted(http2: CurlTransport.Configuration.HTTP2) async throws {
        let server = try OpenSSLServer(subjectName: "IP:127.0.0.1")
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(caFile: server.certificate.path, http2: http2))
        let response = try await transport.send(HTTPRequest(url: server.address))
        #expect(response.status == 200)
        #expect(!response.body.isEmpty)
    }

    @Test func aCertificateForAnotherHostIsRefused() async throws {
        let server = try OpenSSLServer(subjectName: "DNS:erp.gable.example")
        defer { server.stop() }
        let transport = try CurlTransport(configuration: .init(caFile: server.certificate.path))
        let error = try await transport.failure(of: HTTPRequest(url: server.address))
        #expect(error.reason == .untrusted)
        #expect(!error.requestMayHaveArrived)
    }

    @Test func aServerWithoutTLSIsUntrusted() async throws {
        let server = try ScriptedServer { connection in connection.send("HTTP/1.1 400 Bad Request\r\n\r\n") }
        defer { server.stop() }
        let error = try await CurlTransport().failure(of: HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
        #expect(error.reason == .untrusted)
        #expect(!error.requestMayHaveArrived)
    }
}
