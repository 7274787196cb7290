#include "app/camera_flight.h"

#include <cmath>

namespace dorsum::app {

namespace {
constexpr double k_time_constant_s = 0.13;
float shortest_turn_deg(float from, float to) { return std::remainder(to - from, 360.0f); }
} // namespace

bool CameraFlight::advance(const session::Camera& wanted, double dt_s, bool at_once) {
    if (shown_ == wanted) return false;
    const auto share = static_cast<float>(1 - std::exp(-dt_s / k_time_constant_s));
    const float turn = shortest_turn_deg(shown_.yaw_deg, wanted.yaw_deg);
    const bool near = glm::distance(shown_.target_mm, wanted.target_mm) < 0.2f && std::abs(turn) < 0.05f &&
                      std::abs(shown_.pitch_deg - wanted.pitch_deg) < 0.05f &&
                      std::abs(shown_.distance_mm / wanted.distance_mm - 1) < 0.0005f;
    if (at_once || near) {
        shown_ = wanted;
        return false;
    }
    shown_.target_mm += share * (wanted.target_mm - shown_.target_mm);
    shown_.yaw_deg += share * turn;
    shown_.pitch_deg += share * (wanted.pitch_deg - shown_.pitch_deg);
    // Distances are passed through in equal ratios, so that a flight inwards does not rush at its end.
    shown_.distance_mm *= std::pow(wanted.distance_mm / shown_.distance_mm, share);
    return true;
}

} // namespace dorsum::app
