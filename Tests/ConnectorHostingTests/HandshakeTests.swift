import ConnectorHosting
import ConnectorKit
import HostedSamples
import Testing

/// H01: what is no connector of this runtime is refused in words that a person understands.
struct HandshakeTests {
    private let office = Office()

    private static let hello = """
        {"kind":"hello","protocols":[1],"capabilities":[],"connector":{"id":"x","version":"1","summary":"","configuration":\
        [],"reads":[],"writes":[],"wireVersions":[],"limits":{"budgets":[]}}}
        """

    @Test func aProgramThatSaysNothingIsRefused() {
        var office = office
        office.limits.greeting = .milliseconds(300)

        #expect(office.refusal(of: office.script("exec sleep 60")).contains("said nothing within 0.3 seconds"))
    }

    @Test func aProgramThatEndsIsRefusedWithItsStatusAndItsLastWords() {
        let refusal = office.refusal(of: office.script("echo 'no licence for this machine' >&2; exit 3"))

        #expect(refusal.contains("ended with status 3"))
        #expect(refusal.contains("no licence for this machine"))
    }

    @Test func aFirstLineThatIsNoHelloIsRefused() {
        let refusal = office.refusal(of: office.script("echo 'Starting Acme 1.0 for Ann Example'; exec sleep 60"))

        #expect(refusal.contains("is no hello"))
        #expect(!refusal.contains("Ann Example"), "what a program prints may be anything")
    }

    @Test func anotherProtocolIsRefusedWithBothVersions() {
        let later = Self.hello.replacing("\"protocols\":[1]", with: "\"protocols\":[7,8]")

        let refusal = office.refusal(of: office.script("echo '\(later)'; exec sleep 60"))

        #expect(refusal.contains("speaks version 7 and 8 of the protocol, this runtime 1"))
    }

    @Test func theHighestCommonVersionIsSpoken() async throws {
        let both = Self.hello.replacing("\"protocols\":[1]", with: "\"protocols\":[1,2],\"mood\":\"a later member\"")

        // The script takes the welcome and two more lines, shows the first on its standard error, and ends.
        let refusal = office.refusal(
            of: office.script("echo '\(both)'; read line; echo \"$line\" >&2; read a; read b; exit 0")
        )

        #expect(refusal.contains("ended with status 0"))
        // What it says there is read beside its end.
        let welcome = #"{"kind":"welcome","protocol":1,"longestLine":67108864}"#
        try await until("the script has shown the welcome") { office.told.contains(welcome) }
    }

    @Test func aCapabilityThatThisRuntimeDoesNotKnowIsRefused() {
        let other = Self.hello.replacing("\"capabilities\":[]", with: "\"capabilities\":[\"telepathy\"]")

        let refusal = office.refusal(of: office.script("echo '\(other)'; exec sleep 60"))

        #expect(refusal.contains("found 'telepathy'"))
    }

    @Test func anExtraThatThisRuntimeDoesNotKnowIsPassedOver() throws {
        let other = Self.hello.replacing(
            "\"capabilities\":[]",
            with: "\"capabilities\":[],\"extras\":[\"telepathy\",\"expiring-credentials\"]"
        )

        let (_, parts) = try office.script("echo '\(other)'; exec sleep 60").introduce()

        #expect(parts == [.expiringCredentials])
    }

    @Test func twoHellosAreRefused() {
        let refusal = office.refusal(of: office.script("echo '\(Self.hello)'; echo '\(Self.hello)'; exec sleep 60"))

        #expect(refusal.contains("said hello twice"))
    }

    @Test func aLineThatIsNoMessageIsRefused() {
        let refusal = office.refusal(of: office.script("echo '\(Self.hello)'; echo 'Ann Example'; exec sleep 60"))

        #expect(refusal.contains("wrote a line of 11 bytes that is no message"))
        #expect(!(refusal + office.told).contains("Ann Example"))
    }

    @Test func aProgramThatCannotBeStartedIsNamed() {
        let refusal = office.refusal(of: office.program("/nonexistent/acme-connector"))

        #expect(refusal.contains("/nonexistent/acme-connector cannot be started"))
    }

    @Test func aSoundProgramIntroducesItself() throws {
        let (manifest, parts) = try office.program().introduce()

        #expect(manifest == NotesConnector.manifest)
        #expect(parts == Set(ConnectorPart.allCases))
    }
}
