// swift-tools-version: 6.1
import PackageDescription

// Benchmarks of the hot parts (see README.md): a package of its own, so that the program's build knows nothing of it.
let package = Package(
  name: "Parts",
  dependencies: [.package(name: "nir", path: "../../..")],
  targets: [
    .executableTarget(
      name: "Parts",
      dependencies: [.product(name: "NirReading", package: "nir"), .product(name: "NirRules", package: "nir")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
