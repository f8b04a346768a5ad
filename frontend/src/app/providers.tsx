import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router";
import { createQueryClient } from "@/app/queries";
import { createRouter } from "@/app/routes";
import { theme } from "@/app/theme";

export function Providers() {
  const [client] = useState(createQueryClient);
  const [router] = useState(createRouter);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <Notifications position="bottom-center" limit={3} transitionDuration={120} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
