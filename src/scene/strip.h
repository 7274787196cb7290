// A strip of body surface along a stroke's path: rows of points across it, laid on the muscles in the rest pose, that bend with
// the joints. Signs are drawn in its flat coordinates (along, across) and land on the posed surface.
#pragma once

#include "session/refusal.h"

#include <array>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dorsum::scene {

inline constexpr int k_strip_columns = 7; // points across a strip, left edge to right edge

// The triangle that a point lies on. It bends corner by corner, as the drawn surface does: between the spine, the ribs and the shoulder
// blade three corners have more joints than one point's weights can hold.
struct Footing {
    std::array<glm::vec3, 3> corners_mm{};
    std::array<geometry::SkinWeights, 3> skin{};
    glm::vec3 shares{0}; // of the corners; all 0: it lies on none
};

struct StripPoint {
    glm::vec3 position_mm{0}, normal{0, 0, -1};
    geometry::SkinWeights skin;
    Footing footing;
};

struct SurfaceStrip {
    std::string target;       // id of the structure that most of its middle line lies on
    float half_width_mm = 20;
    float length_mm = 0;
    int columns = k_strip_columns;
    std::vector<StripPoint> points; // rest pose; `columns` per row

    std::vector<float> cross_turn_rad; // per row: how far the way across the fibres is turned from straight across, towards -along; or empty

    // Of a strip on the skin, per row: the point of the muscles that it lies straight over. Skin and muscle do not bend alike; what hands
    // do follows the muscle.
    std::vector<StripPoint> below;

    std::size_t rows() const { return points.size() / static_cast<std::size_t>(columns); }
};

// What its sign is drawn on: walked over the surface, finer than the strip itself (sign_sheet.h).
struct SignSheet {
    SurfaceStrip strip;
    std::vector<anatomy::StructureIndex> carriers; // the parts of the body that it lies on
};

// The body round a strip, wider than a hand: what a hand that works on it lies on. Rest pose.
struct GroundPoint {
    glm::vec3 position_mm{0};
    geometry::SkinWeights skin;
};

// One path of a stroke step, laid: on which side, and how strongly it may be pressed there.
struct LaidStroke {
    SurfaceStrip strip;
    std::vector<GroundPoint> ground;
    std::shared_ptr<const SignSheet> sheet;
    anatomy::Side side = anatomy::Side::none;
    std::size_t path = 0; // of the step's paths
    int pressure = 1; // P1..P5, after every cap
    anatomy::Layer layer = anatomy::Layer::superficial; // it is worked from here inwards
};

using session::Refusal;
using session::RefusedStroke;
struct LaidPaths { // of one step on one side
    std::vector<LaidStroke> strokes;
    std::vector<RefusedStroke> refused;
};

// A strip after skinning; evaluates flat coordinates.
class PosedStrip {
public:
    PosedStrip(const SurfaceStrip& rest, std::span<const glm::mat4> palette);

    struct Sample {
        glm::vec3 position_mm, normal;
    };
    // along: 0..length_mm, across: -half_width..+half_width (both clamped); lift_mm above the surface.
    Sample at(float along_mm, float across_mm, float lift_mm) const;
    float length_mm() const { return length_mm_; }
    float half_width_mm() const { return half_width_mm_; }
    float cross_turn_rad(float along_mm) const;
    std::vector<Sample> middle_line() const; // one sample per row

private:
    void go_over(const SurfaceStrip& rest, std::span<const glm::mat4> palette);
    std::vector<Sample> samples_;
    std::vector<float> cross_turn_rad_;
    std::size_t rows_, columns_;
    float length_mm_, half_width_mm_;
};

} // namespace dorsum::scene
