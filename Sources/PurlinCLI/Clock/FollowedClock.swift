import CanonicalModel
import ConnectorKit
import JSON
import Synchronization

/// The virtual clock of a simulator, so that the runtime and the simulated systems live in one time.
final class FollowedClock: RuntimeClock {
    /// How often the simulator is asked, in real time.
    private static let interval: Duration = .milliseconds(15)
    /// How often a sleeper is woken although its time has not come, in real time, to look for decisions of people.
    private static let longestSleep: Duration = .milliseconds(100)

    private let url: String
    private let transport: any HTTPTransport
    private let shown: Mutex<Instant>

    /// Follows the clock of the simulator at `address`.
    ///
    /// - Throws: ``ConnectorError`` if the simulator does not tell the time.
    init(address: String, transport: any HTTPTransport) async throws(ConnectorError) {
        url = address + "/_sim/clock"
        self.transport = transport
        shown = Mutex(try await Self.read(url, transport))
    }

    var now: Instant {
        shown.withLock { $0 }
    }

    func present() async -> Instant {
        do throws(ConnectorError) {
            let time = try await Self.read(url, transport)
            shown.withLock { $0 = time }
            return time
        } catch {
            return now
        }
    }

    func sleep(until instant: Instant) async throws {
        let clock = ContinuousClock()
        let end = clock.now + Self.longestSleep
        repeat {
            try await Task.sleep(for: Self.interval)
            let time: Instant
            do throws(ConnectorError) {
                time = try await Self.read(url, transport)
            } catch {
                try Task.checkCancellation()
                throw error
            }
            shown.withLock { $0 = time }
            if time >= instant { return }
        } while clock.now < end
    }

    private static func read(_ url: String, _ transport: any HTTPTransport) async throws(ConnectorError) -> Instant {
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await transport.send(HTTPRequest(url: url, deadline: .seconds(10)))
        } catch {
            throw ConnectorError(error)
        }
        guard let body = try? JSON(parsing: response.body), let time = body["now"]?.stringValue.flatMap({ Instant($0) })
        else {
            throw .unexpectedAnswer(endpoint: "GET \(url)", reason: "no simulator's clock is there")
        }
        return time
    }
}
