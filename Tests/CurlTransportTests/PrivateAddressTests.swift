import ConnectorKit
import CurlTransport
import Testing

@Suite("Private addresses", .timeLimit(.minutes(1)))
struct PrivateAddressTests {
    @Test func aRequestThatRefusesThemNeverReachesThisMachine() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let transport = try CurlTransport()
        for host in ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"] {
            let request = HTTPRequest(
                method: "POST",
                url: "http://\(host):\(server.port)/hook",
                body: Array("secret".utf8),
                refusesPrivateAddresses: true
            )
            let error = await #expect(throws: TransportError.self) { _ = try await transport.send(request) }
            #expect(error?.requestMayHaveArrived == false, "\(host)")
            if host != "[::ffff:127.0.0.1]" { #expect(error?.reason == .unusableAddress, "\(host): \(error as Any)") }
        }
        #expect(server.requests.isEmpty)

        let allowed = HTTPRequest(method: "POST", url: "\(server.address)/hook", body: Array("secret".utf8))
        #expect(try await transport.send(allowed).status == 200)
        #expect(server.requests.count == 1)
    }

    @Test func aConnectionThatAnotherCallOpenedIsNoWayAround() async throws {
        let server = try ScriptedServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let transport = try CurlTransport()
        _ = try await transport.send(HTTPRequest(url: server.address))
        await #expect(throws: TransportError.self) {
            _ = try await transport.send(HTTPRequest(url: server.address, refusesPrivateAddresses: true))
        }
        #expect(server.requests.count == 1)
    }
}

@Suite("Address ranges")
struct AddressRangeTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.8.9.1", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0", "fd00::1", "fc12::1", "ff02::1",
        "::ffff:10.0.0.1", "64:ff9b::127.0.0.1", "2002:a00:1::1", "2001:db8::1", "2001::1",
    ])
    func notOfTheInternet(text: String) throws {
        #expect(try #require(PeerAddress(text)).isPublic == false)
    }

    @Test(arguments: [
        "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.167.1.1",
        "192.0.1.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "::ffff:8.8.8.8", "2002:808:808::1",
    ])
    func ofTheInternet(text: String) throws {
        #expect(try #require(PeerAddress(text)).isPublic)
    }

    @Test(arguments: ["", "localhost", "127.1", "1.2.3.4.5", "::1::"])
    func noAddress(text: String) {
        #expect(PeerAddress(text) == nil)
    }
}
