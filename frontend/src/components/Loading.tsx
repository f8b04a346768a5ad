import { Center, Loader, VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";

/** Stays invisible for a moment, so that quick answers do not flicker. */
export function Loading({ label = "Loading" }: { label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Center mih="40vh" role="status">
      {late && <Loader size="sm" color="gray" aria-hidden="true" />}
      <VisuallyHidden>{label}</VisuallyHidden>
    </Center>
  );
}
