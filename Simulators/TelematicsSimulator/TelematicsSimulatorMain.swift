internal import SimulatorKit

/// The executable `telematics-simulator`.
@main
struct TelematicsSimulatorMain {
    static func main() async {
        await SimulatorHost<FleetProviders>.main()
    }
}
