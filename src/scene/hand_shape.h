// Hands as shapes: a smooth palm with fingers and thumb that bends, a fist for its knuckles, a forearm. Built once from capsules;
// nobody's hand, a neutral one.
#pragma once

#include "content/catalog.h"
#include "geometry/mesh.h"

namespace dorsum::scene {

// Local axes, mm: x where the fingers point, y towards the thumb (a right hand), z away from the body; z = 0 touches it.
struct HandMesh {
    geometry::Mesh mesh;
    std::vector<float> thumb; // per vertex: 1 moves with the thumb, 0 does not
    std::vector<float> shown; // per vertex: 1 .. 0 where the arm fades out
    std::vector<float> nail;  // per vertex: 1 on a finger nail
};

using content::HandBend;

// The hand bent, its touching point at the origin. Built on first use; the same for the whole program.
geometry::Mesh bent_hand(content::HandShape shape, const HandBend& bend);
const HandMesh& hand_mesh(content::HandShape shape);
// Lies on the surface and follows its roundness; the others stand on it.
bool follows_surface(content::HandShape shape);
// Radius of what touches, for the dent.
float contact_radius_mm(content::HandShape shape);
// How far along its way a hand feels which way the body looks.
inline float hand_bed_mm(content::HandShape shape) { return 1.4f * contact_radius_mm(shape); }

} // namespace dorsum::scene
