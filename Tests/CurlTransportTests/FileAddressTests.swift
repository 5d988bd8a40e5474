import ConnectorKit
import CurlTransport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FileAddressTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "curl-transport-\(UUID().uuidString)")
    private let transport: CurlTransport

    init() throws {
        transport = try CurlTransport(configuration: .init(allowsFileAddresses: true))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func file(_ content: String) throws -> String {
        let file = folder.appending(path: "answer.json")
        try Data(content.utf8).write(to: file)
        return "file://\(file.path)"
    }

    @Test(arguments: ["GET", "POST"])
    func readsASavedAnswerWhateverTheMethod(method: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = try file(#"{"result": []}"#)
        let response = try await transport.send(HTTPRequest(method: method, url: url, body: [1]))
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == #"{"result": []}"#)
        #expect(try await transport.send(HTTPRequest(url: url)).body == response.body, "the file is unchanged")
    }

    @Test func aMissingFileIsAnUnusableAddress() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = try await transport.failure(of: HTTPRequest(url: "file://\(folder.path)/absent.json"))
        #expect(error.reason == .unusableAddress)
        #expect(!error.requestMayHaveArrived)
    }

    @Test func theLimitHoldsForFilesToo() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = try file(String(repeating: "x", count: 5_000))
        let error = try await transport.failure(of: HTTPRequest(url: url, responseLimit: 4_999))
        #expect(error.reason == .responseTooLarge)
        #expect(!error.requestMayHaveArrived)
    }

    @Test func filesAreNotReadUnlessThatIsAllowed() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = try await CurlTransport().failure(of: HTTPRequest(url: try file("secret")))
        #expect(error.reason == .unusableAddress)
        #expect(!error.requestMayHaveArrived)
    }
}
