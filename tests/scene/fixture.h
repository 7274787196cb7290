// A body of slabs and boxes whose surfaces are formulas, so that a test can say where a stroke must lie, and a small catalogue.
#pragma once

#include "scene/compose.h"
#include "scene/disc_bulge.h"
#include "scene/strokes.h"

#include <gtest/gtest.h>

namespace dorsum::scene {

// One slab of muscle: as deep in x as in y it is flat, but for a gentle arch towards the back of the body.
struct Slab {
    std::string name; // without side
    anatomy::Layer layer;
    glm::vec2 x_mm, y_mm; // of the left one; the right one is its mirror image
    float back_mm, front_mm;

    // z of the surface that hands touch; x is the distance from the midline.
    float back_at(float x) const;
};
const Slab& erector_slab();   // deep, beside the spine
const Slab& trapezius_slab(); // superficial, covers the upper part of the erector
const Slab& gluteal_slab();   // superficial, moves with the pelvis

anatomy::Atlas make_body();
content::Catalog make_plans();
content::DiscModel disc_shapes();

class SceneTest : public ::testing::Test {
protected:
    SceneTest();

    Frame frame() { return compose({state, context, state.camera, 1.6f, {0, 0}, flow_s, hovered, 0}, *cache); }
    const DrawItem* item(const Frame& in, const std::string& id) const;
    std::vector<const OverlayMesh*> overlays(const Frame& in, const std::string& prefix) const;
    anatomy::StructureIndex find(const std::string& id) const;
    // Opens a condition with its safety screen answered.
    void open(const std::string& condition, int step = 0);
    const content::StrokeStep& step(const std::string& condition, std::size_t index = 0) const;
    content::StrokeStep& change_step(const std::string& condition, std::size_t index = 0);
    std::vector<LaidStroke> lay(const content::StrokeStep& of) { return lay_strokes(of, state, context, *cache); }
    OverlayMesh sign(const content::StrokeStep& of, const LaidStroke& stroke, double time_s);

    anatomy::Atlas atlas = make_body();
    content::Catalog catalog = make_plans();
    session::Context context{atlas, catalog, ""};
    session::SessionState state;
    std::shared_ptr<ComposeCache> cache = make_compose_cache(atlas);
    double flow_s = 0;
    std::string hovered;
};

} // namespace dorsum::scene
