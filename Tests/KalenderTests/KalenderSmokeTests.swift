import Testing

@testable import Kalender
