internal import SimulatorKit

/// The executable `estimating-simulator`.
@main
struct EstimatingSimulatorMain {
    static func main() async {
        await SimulatorHost<EstimatingSystem>.main()
    }
}
